// A page that is under way asks again by itself and tells what changed, without taking the page away from its reader.
export function followProgress (region) {
  if (!region.hasAttribute('aria-live')) region.setAttribute('aria-live', 'polite')
  const seconds = Number(region.dataset.refresh)
  const timer = setInterval(async () => {
    const answer = await fetch(window.location.href, { headers: { Accept: 'text/html' } })
    if (!answer.ok) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const fresh = page.getElementById('progress')
    if (!fresh) return
    // Whoever reads inside with the keyboard keeps their place.
    if (region.contains(document.activeElement)) return
    if (fresh.innerHTML !== region.innerHTML) region.replaceChildren(...fresh.childNodes)
    if (!fresh.dataset.refresh) {
      clearInterval(timer)
      window.location.reload()
    }
  }, seconds * 1000)
}

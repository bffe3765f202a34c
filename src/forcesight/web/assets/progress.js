// A page that is under way asks again by itself and tells what changed, without taking the page away from its reader.
export function followProgress (region) {
  if (!region.hasAttribute('aria-live')) region.setAttribute('aria-live', 'polite')
  const seconds = Number(region.dataset.refresh)
  const timer = setInterval(async () => {
    const answer = await fetch(window.location.href, { headers: { Accept: 'text/html' } })
    if (!answer.ok) return
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const fresh = page.getElementById(region.id)
    if (!fresh) return
    // What is shown with the progress is not read out each time: only the progress is a live region.
    const beside = document.getElementById(region.dataset.with)
    const renewed = [[region, fresh], [beside, beside && page.getElementById(beside.id)]]
    for (const [old, young] of renewed) {
      // Whoever reads inside with the keyboard keeps their place.
      if (!old || !young || old.contains(document.activeElement)) continue
      if (young.innerHTML !== old.innerHTML) old.replaceChildren(...young.childNodes)
    }
    if (!fresh.dataset.refresh && !region.contains(document.activeElement) && !beside?.contains(document.activeElement)) {
      clearInterval(timer)
      window.location.reload()
    }
  }, seconds * 1000)
}

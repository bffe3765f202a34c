// A table's region takes the keyboard's focus so that it can be scrolled. One that fits needs no such stop.
export function freeNarrowRegions (regions) {
  const fit = () => regions.forEach((region) => {
    region.tabIndex = region.scrollWidth > region.clientWidth ? 0 : -1
  })
  fit()
  window.addEventListener('resize', fit)
}

// Lets a person sort a table by a column. The order that the server gave is the meaningful one; this is for looking.
export function makeSortable (table) {
  const headings = [...table.tHead.rows[0].cells]
  headings.forEach((heading, index) => {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'fs-table__sort'
    button.append(...heading.childNodes)
    button.addEventListener('click', () => sortBy(table, headings, index))
    heading.append(button)
  })
}

function sortBy (table, headings, index) {
  const heading = headings[index]
  const direction = heading.getAttribute('aria-sort') === 'ascending' ? 'descending' : 'ascending'
  headings.forEach((other) => other.removeAttribute('aria-sort'))
  heading.setAttribute('aria-sort', direction)

  const body = table.tBodies[0]
  const sign = direction === 'ascending' ? 1 : -1
  const rows = [...body.rows].sort((one, other) => sign * compare(value(one.cells[index]), value(other.cells[index])))
  body.append(...rows)
}

function value (cell) {
  const text = cell.textContent.trim()
  const number = Number.parseFloat(text.replaceAll(',', ''))
  return cell.classList.contains('govuk-table__cell--numeric') && !Number.isNaN(number) ? number : text
}

// Numbers before words ("no data" stays last when ascending), words as a reader of English orders them.
function compare (one, other) {
  if (typeof one === 'number' && typeof other === 'number') return one - other
  if (typeof one !== typeof other) return typeof one === 'number' ? -1 : 1
  return one.localeCompare(other, 'en-GB', { numeric: true })
}

// Comforts only: every page works without this file.
import {
  Button,
  Checkboxes,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  createAll,
} from 'govuk-frontend/dist/govuk/all.mjs'

import { followProgress } from './progress.js'
import { freeNarrowRegions } from './scroll.js'
import { makeSortable } from './sort.js'

for (const component of [Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, ServiceNavigation, SkipLink]) {
  createAll(component)
}
// A second press of a button that sends a form is a slip, not a wish.
createAll(Button, { preventDoubleClick: true })

document.querySelectorAll('table[data-sortable]').forEach(makeSortable)
document.querySelectorAll('[data-refresh]').forEach(followProgress)
freeNarrowRegions(document.querySelectorAll('.fs-table[tabindex]'))

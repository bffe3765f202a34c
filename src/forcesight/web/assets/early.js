// Runs before the page is drawn: parts that need JavaScript show themselves only where it works.
document.body.classList.add('js-enabled')
if ('noModule' in HTMLScriptElement.prototype) document.body.classList.add('govuk-frontend-supported')

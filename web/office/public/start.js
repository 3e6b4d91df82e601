// Runs before anything else and in any browser: plain ES5. Sets theme and language without a flash,
// and shows the plain page for browsers older than Chromium 109.
(function () {
  var root = document.documentElement
  var prefs = {}
  try { prefs = JSON.parse(localStorage.getItem('huoshui.prefs') || '{}') || {} } catch (e) { prefs = {} }
  var dark = prefs.theme === 'dark' ||
    (prefs.theme !== 'light' && window.matchMedia && window.matchMedia('(prefers-color-scheme: dark)').matches)
  if (dark) root.className += ' dark'
  if (prefs.lang === 'en') root.lang = 'en'
  var fresh = window.CSS && CSS.supports && CSS.supports('container-type: inline-size') &&
    CSS.supports('selector(:has(a))') && Array.prototype.findLast
  if (!fresh) {
    document.addEventListener('DOMContentLoaded', function () {
      document.getElementById('old').hidden = false
      document.getElementById('app').style.display = 'none'
    })
  }
})()

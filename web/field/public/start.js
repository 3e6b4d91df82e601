// Runs before anything else and in any browser: plain ES5. Sets theme and language without a flash, and shows the
// plain page for engines older than Chromium 80.
(function () {
  var root = document.documentElement
  var read = function (key) {
    try { return JSON.parse(localStorage.getItem(key) || 'null') } catch (e) { return null }
  }
  if (read('huoshui.look') === 'sun') root.className += ' sun'
  if ((read('huoshui.prefs') || {}).lang === 'en') root.lang = 'en'
  var fresh = window.huoshuiModern && window.Promise && Promise.allSettled && window.BigInt && window.CSS && CSS.supports('display', 'grid')
  if (!fresh) {
    document.addEventListener('DOMContentLoaded', function () {
      document.getElementById('old').hidden = false
      document.getElementById('app').style.display = 'none'
    })
  }
})()

// Alone in its file: an engine that cannot read `?.` and `??` drops this file and nothing else (start.js looks).
window.huoshuiModern = function (a) { return a?.b ?? true }

// Keeps to the colours that were chosen here before, ahead of the first paint.
(function () {
  "use strict";
  try {
    var chosen = localStorage.getItem("grandlivre-theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch (error) { /* Storage may be forbidden: the system's colours stay. */ }
})();

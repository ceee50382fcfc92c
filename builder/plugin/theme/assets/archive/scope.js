/* From here on the page knows that it has scripts, so that nothing moves when they are done. */
document.documentElement.classList.replace("no-js", "js")

/* The names that Material's bundle expects: where the site begins, and what it remembers in the browser. */
var __md_scope = new URL(document.currentScript.dataset.base, location)
var __md_hash = text => [...text].reduce((sum, c) => (sum << 5) - sum + c.charCodeAt(0), 0)
var __md_get = (key, store = localStorage, scope = __md_scope) => JSON.parse(store.getItem(scope.pathname + "." + key))
var __md_set = (key, value, store = localStorage, scope = __md_scope) => {
  try {
    store.setItem(scope.pathname + "." + key, JSON.stringify(value))
  } catch (_) {
    /* A browser that keeps nothing shows the default colours. */
  }
}

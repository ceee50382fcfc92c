/* Light or dark as the reader last chose, or as the system says, before anything is painted. */
{
  let chosen = null
  try {
    chosen = __md_get("__palette")
  } catch (_) {
    /* No storage: the system decides. */
  }
  const inputs = [...document.querySelectorAll("[data-md-color-media]")]
  let input = chosen && typeof chosen.index === "number" ? inputs[chosen.index] : null
  if (!input || input.dataset.mdColorMedia === "(prefers-color-scheme)") {
    input = inputs.find(i => i.dataset.mdColorMedia.includes(":") && matchMedia(i.dataset.mdColorMedia).matches) || input
  }
  if (input) {
    for (const part of ["media", "scheme", "primary", "accent"]) {
      const value = input.getAttribute("data-md-color-" + part)
      if (value !== null) document.body.setAttribute("data-md-color-" + part, value)
    }
  }
}

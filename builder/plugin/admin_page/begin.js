// Starts Decap CMS with formats that change only the lines which an editor changed.
import { read, written } from "./formats.js"

const keys = JSON.parse(document.body.dataset.keys)

// Under this key Decap carries a file's own text from reading to writing; no field shows it.
const SOURCE = "archive_file"

function format(shape, create) {
  return {
    fromFile: text => ({ ...read(text, shape), [SOURCE]: text }),
    // A form that was never filled has neither the file's text nor values; writing it would empty the file.
    toFile({ [SOURCE]: text, ...data }) {
      if (text === undefined && !create) throw new Error("The file was not read, and is left as it is")
      return written(text ?? "", data, shape, keys)
    },
  }
}

window.CMS_MANUAL_INIT = true
const script = document.createElement("script")
script.src = "decap/decap-cms.js"
script.onload = () => {
  window.CMS.registerCustomFormat("archive-article", "md", format("article", false))
  window.CMS.registerCustomFormat("archive-lead", "md", format("lead", true))
  window.CMS.registerCustomFormat("archive-names", "yml", format("names", false))
  window.CMS.registerCustomFormat("archive-sources", "yml", format("sources", false))
  window.CMS.init()
}
document.body.append(script)

# What a report says around its contents.

page-skip = To the text
page-asked = Parameters of this report
page-contents = Contents
page-footnotes = Footnotes
page-lineage = Where the numbers come from
page-colophon = How this page was made
page-parameters = Parameters
    .name = name
    .value = value
    .meaning = meaning
page-setup = Setup code
page-code = How this section was made
page-table = Table
page-control = A control that works in JupyterLab only: { $name }
page-undescribed = A figure without a description.
page-nothing = nothing
page-yes = yes
page-no = no
page-made-notebook = notebook
    .value = { $name }, SHA-256 { $hash }
page-made-read = read
    .value = { $files ->
        [one] { $files } file
       *[other] { $files } files
    }, SHA-256 { $hash }
    .none = no file
page-made-english = texts shown in English
    .value = { $count }
page-source = { $first ->
    [same] Source { $last }
   *[other] Sources { $first } to { $last }
}

/** What the page looks like, by day and by night, and on paper. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #14201e; --soft: #51615d; --line: #d9e2df; --sunk: #f2f6f5; --accent: #0b665f; --mark: #fdf0d2; --light: 0.44;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #141a1b; --ink: #e5ecea; --soft: #9dafaa; --line: #2a3436; --sunk: #0e1314; --accent: #63cabc; --mark: #3b3115; --light: 0.8;
  }
}
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
body { max-inline-size: 46rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { margin: 0; font-size: 1.75rem; line-height: 1.2; overflow-wrap: anywhere; }
h2 {
  position: sticky; inset-block-start: 0; margin: 2rem 0 0.5rem; padding: 0.5rem 0;
  background: var(--paper); border-block-end: 1px solid var(--line); color: var(--soft); font-size: 0.875rem; font-weight: 600;
}
p, ul { margin: 0; }
a { color: var(--accent); }
.topic { margin-block-start: 0.25rem; overflow-wrap: anywhere; }
.about { margin-block-start: 0.25rem; color: var(--soft); font-size: 0.875rem; }
.pins { margin-block-start: 1.5rem; padding: 0.75rem 1rem; border-radius: 0.75rem; background: var(--sunk); }
.pins h2 { position: static; margin: 0 0 0.25rem; padding: 0; border: 0; background: none; }
.pins ul { padding: 0; list-style: none; }
article { padding: 0.5rem 0.75rem; margin-inline: -0.75rem; border-radius: 0.75rem; scroll-margin-block-start: 3rem; }
article:target { background: var(--mark); }
.by { display: flex; flex-wrap: wrap; align-items: baseline; column-gap: 0.5rem; }
.by a { color: var(--soft); font-size: 0.8125rem; text-decoration: none; }
.by a:hover, .by a:focus-visible { text-decoration: underline; }
.name { font-weight: 600; overflow-wrap: anywhere; }
.tag, .note { color: var(--soft); font-size: 0.8125rem; font-weight: 400; }
.quote {
  display: block; overflow: hidden; margin-block: 0.125rem 0.25rem; padding-inline-start: 0.625rem;
  border-inline-start: 3px solid var(--line); color: var(--soft); font-size: 0.875rem;
  text-decoration: none; text-overflow: ellipsis; white-space: nowrap;
}
a.quote:hover, a.quote:focus-visible { color: var(--ink); text-decoration: underline; }
.text { white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: plaintext; text-align: start; }
.gone { color: var(--soft); font-style: italic; }
.reactions { display: flex; flex-wrap: wrap; gap: 0.25rem; margin-block-start: 0.25rem; padding: 0; list-style: none; }
.reactions li { padding: 0 0.5rem; border: 1px solid var(--line); border-radius: 1rem; font-size: 0.875rem; }
.sr-only { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
footer { margin-block-start: 2rem; padding-block-start: 1rem; border-block-start: 1px solid var(--line); color: var(--soft); font-size: 0.875rem; }
@media print { h2 { position: static; } article { break-inside: avoid; } }
${Array.from({ length: 12 }, (_, index) => `.c${index} { color: oklch(var(--light) 0.11 ${index * 30}); }`).join("\n")}
`;

/** How many colours of names there are. */
export const COLOURS = 12;

/**
 * Adds the styles of a part of the page that few visits open, before it is shown. Where they cannot be fetched it is shown all the
 * same.
 * @param name of the file in /styles
 */
export function fetchStyles(name: string): Promise<unknown> {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = `/styles/${name}.css`;
  const settled = new Promise((resolve) => {
    link.addEventListener("load", resolve);
    link.addEventListener("error", resolve);
  });
  document.head.append(link);
  return settled;
}

import { decodeHTML, decodeHTMLAttribute } from "entities/decode";

/** What a page says of itself. Texts as they are meant, of any length and with anything in them. */
export interface Meta {
  readonly title?: string;
  readonly description?: string;
  readonly site?: string;
}

/** Fields by the names that `meta` elements give them. */
const FIELDS: Readonly<Record<string, string>> = {
  "og:title": "ogTitle",
  "og:description": "ogDescription",
  "og:site_name": "site",
  description: "description",
};

/** Reads the head of a page, with the parser of the platform. What was made for previews counts, else what stands first. */
export async function readMeta(html: string): Promise<Meta> {
  const found: Record<string, string> = {};
  let title = "";
  const rewriter = new HTMLRewriter()
    // A drawing has titles of its own.
    .on("svg title", { text: (text) => void text.remove() })
    .on("title", {
      text({ text, removed, lastInTextNode }) {
        // A page may be full of titles: what comes after the first is not looked at.
        if (removed || found["title"] !== undefined) return;
        title += text;
        if (!lastInTextNode) return;
        keep(found, "title", decodeHTML(title));
        title = "";
      },
    })
    .on("meta", {
      element(meta) {
        const name = (meta.getAttribute("property") ?? meta.getAttribute("name") ?? "").trim().toLowerCase();
        // The parser leaves character references as they stand.
        if (Object.hasOwn(FIELDS, name))
          keep(found, FIELDS[name]!, decodeHTMLAttribute(meta.getAttribute("content") ?? ""));
      },
    });
  await rewriter.transform(new Response(html)).arrayBuffer();
  const { ogTitle = found["title"], ogDescription = found["description"], site } = found;
  return {
    ...(ogTitle === undefined ? {} : { title: ogTitle }),
    ...(ogDescription === undefined ? {} : { description: ogDescription }),
    ...(site === undefined ? {} : { site }),
  };
}

/** The first that says something. */
function keep(found: Record<string, string>, field: string, text: string): void {
  if (text.trim() !== "") found[field] ??= text;
}

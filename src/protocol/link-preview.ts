import * as v from "valibot";

/** By itself, for the page reads previews by it and none of the other answers. */
export const LinkPreview = v.object({
  url: v.pipe(v.string(), v.description("Where the page was found: the address asked of, or where it leads to.")),
  title: v.pipe(v.string(), v.description("What the page is called.")),
  description: v.optional(v.pipe(v.string(), v.description("What it says about itself."))),
  site: v.optional(v.pipe(v.string(), v.description("What it says it is part of. Anybody can say anything."))),
});
/** [P1] What a link leads to, in a few words of the page's own: one line each, plain text. */
export type LinkPreview = v.InferOutput<typeof LinkPreview>;

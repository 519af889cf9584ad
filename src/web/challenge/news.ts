/** What the frame tells the page: what Turnstile gave for passing its challenge; nothing, where there is none to be had. */
export interface FrameNews {
  readonly challenge: string | undefined;
}

export function isFrameNews(data: unknown): data is FrameNews {
  return typeof data === "object" && data !== null && "challenge" in data;
}

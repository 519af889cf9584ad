/** English for threads. */
export const threadEn = () => ({
  title: "Thread",
  list: "A message and its replies",
  none: "No replies yet",
  more: "Show more replies",
  loading: "Loading replies…",
  failed: (reason: string) => `The replies could not be loaded. ${reason}`,
  again: "Try again",
  label: "Reply in this thread",
  placeholder: "Write a reply",
  gone: "The message that is answered here is not in the log any more.",
  shut: "Nobody can reply here any more.",
});

/** One language's table of these. */
export type ThreadStrings = ReturnType<typeof threadEn>;

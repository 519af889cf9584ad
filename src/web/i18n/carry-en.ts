/** English for taking oneself along to another device, and the shape of every other language. */
export const carryEn = () => ({
  open: "Use your other device, too",
  title: "To your other device",
  words:
    "Scan this with your other device, or open the link there: you will be the same person on both, with the same conversations.",
  secret: (time: string) => `It works once, until ${time}. Show it to nobody else: whoever opens it becomes you.`,
  picture: "QR code of the link",
  link: "Link",
  copy: "Copy link",
  share: "Send link…",
  copied: "Link copied",
  copyFailed: "The link is selected: copy it yourself.",
  waiting: "One moment…",
  late: "This link is too old by now.",
  again: "Make a new link",
  failed: (reason: string) => `There is no link: ${reason}`,
  arrival: {
    title: "Go on here, too?",
    words: "This link makes you the same person here as where it was made. Take it only if you made it yourself.",
    now: (name: string) =>
      `On this device you are ${name} now. That, and the conversations it has, will be gone from here for good.`,
    take: "Go on as that person",
    refused: "This link was used before, or is too old. Make a new one on your other device.",
    taken: (name: string) => `You are ${name} here, too`,
    both: "What is said to you, and what you have read, is the same on both devices from now on.",
    goOn: "Go on",
  },
});

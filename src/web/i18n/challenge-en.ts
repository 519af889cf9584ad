/** English for the challenge, and the shape of every other language. */
export const challengeEn = () => ({
  title: "One moment",
  text: "This server checks that you are no program before you come in for the first time. Mostly that happens by itself.",
  room: "This server checks that you are no program before you open a room. Mostly that happens by itself.",
  frame: "Check that you are no program",
  unreached: "The check could not be done. A blocker, or the network, may keep it away.",
  again: "Try again",
});

/** One language's table of these. */
export type ChallengeStrings = ReturnType<typeof challengeEn>;

/** Pixels that an emoji is tried in. */
const SIZE = 24;
/** Wider than one by more than this, it is drawn as its parts, one after another. */
const WIDER = 1.4;
/** What every font with emoji has. */
const KNOWN = "😀";

/** Tells whether the device has a picture of an emoji. Where nothing can be told, it has all. */
export function drawing(): (emoji: string) => boolean {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = SIZE;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) return () => true;
  context.font = `${SIZE - 4}px "Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji", sans-serif`;
  context.textBaseline = "top";

  // The colour of the pen shows in what is drawn with it, and not in a picture that has colours of its own.
  const hasColours = (emoji: string): boolean => {
    const inked = ["#000", "#f00"].map((ink) => {
      context.clearRect(0, 0, SIZE, SIZE);
      context.fillStyle = ink;
      context.fillText(emoji, 0, 0);
      return context.getImageData(0, 0, SIZE, SIZE).data.join();
    });
    return inked[0] === inked[1];
  };
  if (!hasColours(KNOWN)) return () => true;
  const most = context.measureText(KNOWN).width * WIDER;
  return (emoji) => context.measureText(emoji).width < most && hasColours(emoji);
}

/** Whatever a header, or an old file system, could not take. */
const UNSAFE = /[^\w-]/g;
/** What `encodeURIComponent` leaves and RFC 8187 does not. */
const UNENCODED = /['()*!]/g;

/**
 * A file to be kept under a room's name: in ASCII for those who know nothing else, and as it is.
 * @returns the value of `Content-Disposition`
 */
export function attachmentNamed(room: string, extension: string): string {
  const plain = `parley-${room.replace(UNSAFE, "_")}.${extension}`;
  const encoded = encodeURIComponent(`parley-${room}.${extension}`).replace(
    UNENCODED,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** The name of the one object of the directory. */
export const DIRECTORY = "directory";
/** The header that tells it what an address is known again by, where that is known. */
export const MARK_HEADER = "x-parley-mark";

/** The name of the one object of the directory. */
export const DIRECTORY = "directory";

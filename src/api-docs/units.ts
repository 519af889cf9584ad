/** Numbers for people. */

const numbers = new Intl.NumberFormat("en");

/** 4000 is `4,000`. */
export const count = (value: number): string => numbers.format(value);

/** @param bytes a whole number of KiB, as limits are */
export const kib = (bytes: number): string => `${count(bytes / 1024)} KiB`;

export const seconds = (ms: number): string => `${count(ms / 1000)} s`;

export const minutes = (ms: number): string => `${count(ms / (60 * 1000))} min`;

export const days = (ms: number): string => `${count(ms / (24 * 60 * 60 * 1000))} days`;

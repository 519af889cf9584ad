import { decodePacket, decodePayload, encodePacket, type Packet } from "engine.io-parser";

/** A packet as it travels in a WebSocket frame: text, or the bare bytes of a binary message. */
export type Frame = string | ArrayBuffer;
/** What a message holds. */
export type Data = string | ArrayBuffer;
export type { Packet };

const SEPARATOR = "\x1e";

/** @returns undefined where the frame is no packet */
export function decodeFrame(frame: Frame): Packet | undefined {
  const packet = decodePacket(frame, "arraybuffer");
  return packet.type === "error" ? undefined : packet;
}

/** The packets in the body of a request. @returns undefined where one of them is none: then none of them counts */
export function decodeBody(body: string): readonly Packet[] | undefined {
  const packets = decodePayload(body, "arraybuffer");
  return packets.some(({ type }) => type === "error") ? undefined : packets;
}

/** A packet as a frame. */
export function encodeFrame(packet: Packet): Frame {
  let frame: Frame = "";
  // Of what is no Blob the callback is called at once.
  encodePacket(packet, true, (encoded) => (frame = encoded as Frame));
  return frame;
}

/** Frames as the body of an answer. The vendor's own needs a FileReader for bytes, which the platform does not have. */
export function encodeBody(frames: readonly Frame[]): string {
  return frames
    .map((frame) => (typeof frame === "string" ? frame : `b${new Uint8Array(frame).toBase64()}`))
    .join(SEPARATOR);
}

/** Bytes of a frame, roughly: a text counts by its characters. */
export function sizeOf(frame: Frame): number {
  return typeof frame === "string" ? frame.length : frame.byteLength;
}

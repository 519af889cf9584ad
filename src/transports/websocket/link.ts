import { bufferedAmount } from "../../buffered.ts";
import type { CloseCode } from "../../protocol/errors.ts";
import type { Format, Frame, Link, LinkState, Traffic } from "../../room/link.ts";
import { type Formats, type Mode } from "./formats.ts";

/** What a socket keeps through hibernation. */
interface Attachment {
  readonly mode: Mode;
  /** Text modes: whether one's own messages come back. */
  readonly echo: boolean;
  readonly state: LinkState;
}

/** A WebSocket in the hands of the hibernation API, as a link. */
export class SocketLink implements Link {
  readonly format: Format;
  readonly mode: Mode;
  readonly echo: boolean;
  readonly state: LinkState;
  grace = 0;
  /** When a frame last came, heartbeats aside, ms since 1970; 0 where none has since the object was started. */
  heardAt = 0;
  readonly #socket: WebSocket;
  readonly #traffic: Traffic;

  private constructor(socket: WebSocket, { mode, echo, state }: Attachment, formats: Formats, traffic: Traffic) {
    this.#socket = socket;
    this.#traffic = traffic;
    this.mode = mode;
    this.echo = echo;
    this.state = state;
    this.format = formats.of(mode, echo);
  }

  /** A socket that has just been accepted. */
  static open(socket: WebSocket, attachment: Attachment, formats: Formats, traffic: Traffic): SocketLink {
    const link = new SocketLink(socket, attachment, formats, traffic);
    link.keep();
    return link;
  }

  /** A socket that a wake found; undefined for one that this side has closed, or that is another transport's. */
  static restore(socket: WebSocket, formats: Formats, traffic: Traffic): SocketLink | undefined {
    const attachment = socket.deserializeAttachment() as Partial<Attachment> | null; // Where it has a mode, `keep` wrote it.
    return attachment?.mode === undefined
      ? undefined
      : new SocketLink(socket, attachment as Attachment, formats, traffic);
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  keep(): void {
    if (!this.isOpen) return;
    const attachment: Attachment = { mode: this.mode, echo: this.echo, state: this.state };
    this.#socket.serializeAttachment(attachment);
  }

  send({ text, bytes }: Frame): void {
    // A socket can go between two events without its handler having run yet.
    if (!this.isOpen) return;
    this.#socket.send(text);
    this.#traffic.framesOut++;
    this.#traffic.bytesOut += bytes;
  }

  buffered(): number {
    return bufferedAmount(this.#socket);
  }

  close(code: CloseCode, reason: string): void {
    // So that a wake before the close handshake is over does not take it for somebody who is here.
    this.#socket.serializeAttachment(null);
    this.#socket.close(code, reason);
  }
}

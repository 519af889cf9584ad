import type { RoomInspection } from "../protocol/operator.ts";
import { ok, type Result } from "../protocol/result.ts";
import { NO_ROOM } from "./desk.ts";
import { Oversight } from "./oversight.ts";
import { TransferObject } from "./transfer-object.ts";

/** What the worker may ask of a room's object on behalf of the operator, once they have shown that they are. */
export abstract class OperatedObject<E> extends TransferObject<E> {
  get #oversight(): Oversight {
    return new Oversight(this.room);
  }

  /** [O2] All there is to see of the room. */
  inspect(): Result<RoomInspection> {
    return this.#oversight.inspect();
  }

  /** [O3] Lets nobody in any more. @param reason as everybody is told */
  closeDoor(reason: string | undefined): Result<RoomInspection> {
    return this.#oversight.close(reason);
  }

  /** [O3] Lets everybody in again who may come. */
  openDoor(): Result<RoomInspection> {
    return this.#oversight.reopen();
  }

  /** [O4] Tells everybody who is here. @returns how many that are */
  notify(text: string, at: number): number {
    return this.#oversight.notify(text, at);
  }

  /** [O3] Deletes the room, with all that is in it, whoever owns it. */
  async remove(): Promise<Result<null>> {
    if (!this.exists) return NO_ROOM;
    await this.eraseAll();
    return ok(null);
  }

  /** Whether there is a room. */
  protected abstract readonly exists: boolean;

  /** Deletes all that is stored. Everybody is told and cut off. */
  protected abstract eraseAll(): Promise<void>;
}

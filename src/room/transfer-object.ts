import type { Result } from "../protocol/result.ts";
import type { Excerpt, ExportEntry, ExportHeader, ExportPlace } from "../protocol/transfer.ts";
import { DeskObject } from "./desk-object.ts";
import type { Transfer } from "./transfer.ts";

/** What the worker may ask of a room's object to take the room out and to bring one in. */
export abstract class TransferObject<E> extends DeskObject<E> {
  protected abstract readonly transfer: Transfer;

  /** [R7] What there is to take. @param user who pays for it */
  exportHeader(user: string): Result<ExportHeader> {
    return this.transfer.header(user);
  }

  /** [R7] The next page of it. */
  exportPage(user: string, place: ExportPlace): Result<ExportEntry[]> {
    return this.transfer.page(user, place);
  }

  /** [R7] What messages begin with that are quoted in it. */
  exportExcerpts(epoch: string, seqs: readonly number[]): Excerpt[] {
    return this.transfer.excerpts(epoch, seqs);
  }
}

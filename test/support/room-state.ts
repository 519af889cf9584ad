import type { Room, RoomState, WayStore } from "../../src/client/index.ts";

/** The first state of which the condition holds. */
export function until(room: Room, holds: (state: RoomState) => boolean): Promise<RoomState> {
  return new Promise((resolve) => {
    const check = (state: RoomState): void => {
      if (!holds(state)) return;
      end();
      resolve(state);
    };
    const end = room.state.subscribe(check);
    check(room.state.value);
  });
}

/** The first state that is online, this one it may be. */
export const online = (room: Room) => until(room, ({ status }) => status === "online");

/** The texts of the messages that are held. */
export const texts = ({ messages }: RoomState): string[] =>
  messages.map((message) => ("text" in message ? message.text : ""));

/** A store of one value. */
export function cupboard(): WayStore {
  let kept: string | undefined;
  return { get: () => kept, set: (value: string | undefined) => void (kept = value) };
}

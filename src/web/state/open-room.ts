import { navigate, route } from "./navigation.ts";
import { reasonText } from "./problems.ts";
import { makeRoom, type WantedRoom } from "./room-api.ts";
import { roomPath } from "./route.ts";

/**
 * Makes a room whose owner is this guest, and goes there.
 * @param tell is given what went wrong, in words, and as the error that it was
 */
export async function openRoom(wanted: WantedRoom, tell: (problem: string, error: unknown) => void): Promise<void> {
  try {
    const room = await makeRoom(wanted);
    // Whoever went elsewhere meanwhile stays there.
    if (route.peek().page === "lobby") navigate(roomPath(room));
  } catch (error) {
    tell(reasonText(error), error);
  }
}

import { useEffect, useState } from "preact/hooks";
import { knock } from "../../client/membership.ts";
import { savedToken } from "../state/identity.ts";

/**
 * What a room is called, for who is not in it: asked at its door.
 * @param room undefined where that need not be known
 * @param seen where it is another, the room is asked again
 * @returns empty until it is known, and where it is nothing but the room's name
 */
export function useSign(room: string | undefined, seen?: unknown): string {
  const [title, setTitle] = useState("");
  useEffect(() => {
    if (room === undefined) return undefined;
    let isGone = false;
    knock({ base: new URL(location.origin), token: savedToken() }, room).then(
      (answer) => isGone || setTitle(answer.about?.title ?? answer.room?.settings.title ?? ""),
      () => {},
    );
    return () => void (isGone = true);
  }, [room, seen]);
  return title;
}

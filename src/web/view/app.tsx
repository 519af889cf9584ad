import { useEffect, useRef, useState } from "preact/hooks";
import { isChallenged } from "../state/challenge.ts";
import { savedToken } from "../state/identity.ts";
import { route } from "../state/navigation.ts";
import { BadRoom, FirstVisit } from "./dialogs.ts";
import { Lobby } from "./fetch-lobby.ts";
import { RoomPage } from "./room-page.tsx";
import { Toast } from "./toast.tsx";

/** The page that the address asks for. */
export function App() {
  return (
    <>
      <Page />
      <Toast />
    </>
  );
}

function Page() {
  const current = route.value;
  const isFirst = useRef(true);
  const [, setPassed] = useState(false);
  const isStopped = isChallenged("visits") && savedToken() === undefined;
  useEffect(() => {
    // Where the new page took no focus of its own, its heading tells that there is one.
    if (!isFirst.current && document.activeElement === document.body) document.querySelector("h1")?.focus();
    isFirst.current = false;
  }, [current]);
  if (current.page === "room" && isStopped) return <FirstVisit onPassed={() => setPassed(true)} />;
  if (current.page === "room")
    return <RoomPage key={current.room} room={current.room} thread={current.thread} invite={current.invite} />;
  return current.page === "lobby" ? <Lobby /> : <BadRoom />;
}

import { lazy } from "./lazy.tsx";

/** Where one chooses a room: whoever follows a link to one need not wait for it. */
export const loadLobby = async () => (await import("./lobby.tsx")).Lobby;
export const Lobby = lazy(loadLobby);

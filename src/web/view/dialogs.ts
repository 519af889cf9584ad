import { lazy } from "./lazy.tsx";

// What most visits never open is fetched by those who do.

export const Search = lazy(async () => (await import("./search-dialog.tsx")).SearchDialog);
export const RenameDialog = lazy(async () => (await import("./rename-dialog.tsx")).RenameDialog);
export const DeleteDialog = lazy(async () => (await import("./delete-dialog.tsx")).DeleteDialog);

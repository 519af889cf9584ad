import { t } from "../i18n/index.ts";
import { showToast } from "../state/toast.ts";
import type { SearchDialogProps } from "./search-dialog.tsx";
import { useLazy } from "./use-lazy.ts";

/** The search, which is fetched when it is opened. */
export function Search(props: SearchDialogProps) {
  const SearchDialog = useLazy(load, () => {
    showToast(t.message.failed(t.message.offline));
    props.onClose();
  });
  return SearchDialog ? <SearchDialog {...props} /> : null;
}

async function load() {
  return (await import("./search-dialog.tsx")).SearchDialog;
}

import { toast } from "../state/toast.ts";

/** A confirmation that goes away by itself. Its region is always there, so that it is read out. */
export function Toast() {
  return (
    <div class="toast" role="status">
      {toast.value !== "" && <p class="toast-text">{toast.value}</p>}
    </div>
  );
}

import { useSignal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import { admin } from "../i18n/admin.ts";
import { t } from "../i18n/index.ts";
import { Mark } from "../view/icons.tsx";
import { Toast } from "../view/toast.tsx";
import { list, listProblem, refresh, secret, signOut } from "./desk.ts";
import { NoticeDialog } from "./notice-dialog.tsx";
import { RoomDialog } from "./room-dialog.tsx";
import { RoomSearch } from "./room-search.tsx";
import { RoomTable } from "./room-table.tsx";
import { SignIn } from "./sign-in.tsx";
import { TotalsStrip } from "./totals.tsx";

/** What whoever runs this server sees of it. */
export function AdminPage() {
  document.title = admin.title;
  return (
    <>
      {secret.value === undefined ? <SignIn /> : <Rooms />}
      <Toast />
    </>
  );
}

function Rooms() {
  const heading = useRef<HTMLHeadingElement>(null);
  const isNotifying = useSignal(false);
  /** The room that is looked at. */
  const opened = useSignal<string | undefined>(undefined);
  useEffect(() => {
    // Who has just shown the secret has the first rooms already, and is told where they are by now.
    if (list.peek() === undefined) void refresh();
    else heading.current?.focus();
  }, []);
  return (
    <div class="admin">
      <header class="admin-head">
        <a class="admin-brand" href="/" aria-label={t.room.home}>
          <Mark />
        </a>
        <h1 ref={heading} tabIndex={-1}>
          {admin.heading}
        </h1>
        <button type="button" class="text-button" onClick={signOut}>
          {admin.door.leave}
        </button>
        <button type="button" class="button" onClick={() => (isNotifying.value = true)}>
          {admin.notice.open}
        </button>
      </header>
      <main class="admin-main">
        {list.value && <TotalsStrip all={list.value.all} />}
        <RoomSearch />
        {listProblem.value !== undefined && (
          <p class="is-problem" role="alert">
            {admin.list.failed} {listProblem.value}
          </p>
        )}
        {list.value ? (
          <RoomTable list={list.value} onOpen={(room) => (opened.value = room)} />
        ) : (
          listProblem.value === undefined && <p class="muted">{admin.list.loading}</p>
        )}
      </main>
      {opened.value !== undefined && (
        <RoomDialog key={opened.value} room={opened.value} onClose={() => (opened.value = undefined)} />
      )}
      {isNotifying.value && <NoticeDialog onClose={() => (isNotifying.value = false)} />}
    </div>
  );
}

import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Message } from "../../protocol/events.ts";
import { isOfAddress, type User, type You } from "../../protocol/fields.ts";
import { may, MAY, ROLES } from "../../protocol/permissions.ts";
import type { Sanction } from "../../protocol/records.ts";
import { isolate } from "../i18n/format.ts";
import { i } from "../i18n/inbox.ts";
import { later } from "../i18n/later.ts";
import { m } from "../i18n/moderation.ts";
import { openDirect } from "../state/open-direct.ts";
import { labelIn, tagIn } from "../state/people.ts";
import type { Session } from "../state/session.ts";
import { DeleteIcon } from "../view/action-icons.tsx";
import { Avatar, UserName } from "../view/avatar.tsx";
import { LetterIcon } from "../view/message-person.tsx";
import { deskOf } from "./desk.ts";
import { BanIcon, FlagIcon, KickIcon, MuteIcon, RoleIcon } from "./icons.tsx";
import { personIn, type Person } from "./standing.ts";
import { sanctionText } from "./until.ts";
import { whyNot } from "./why-not.ts";

/** What is shown of somebody: what can be done to them, or what is asked before it is. */
export type Step = "menu" | "role" | "mute" | "kick" | "ban" | "purge";

interface PersonMenuProps {
  readonly session: Session;
  readonly user: User;
  readonly message: Message | undefined;
  readonly onStep: (step: Step) => void;
  /** It is done, with what there is to say of it. */
  readonly onDone: (text: string) => void;
  readonly onClose: () => void;
}

/** Who somebody is here, and what one may do to them. */
export function PersonMenu({ session, user, message, onStep, onDone, onClose }: PersonMenuProps) {
  const { you, direct } = session.state.value;
  const [problem, setProblem] = useState<string>();
  const sanctions = useSanctions(session, you, user.id);
  if (!you) return null;
  const whom = personIn(session, user);
  const isOwn = you.id === user.id;
  const name = isolate(labelIn(user, session.shared.value));

  const lift = async (kind: Sanction["kind"]) => {
    try {
      await (kind === "mute" ? deskOf(session).unmute(user.id) : deskOf(session).unban(user.id));
      onDone(kind === "mute" ? m.unmuted(name) : m.unbanned(name));
    } catch (error) {
      setProblem(whyNot(error));
    }
  };
  // Who can deal with it need not tell anybody.
  const isSubject = MAY.sanction(you, { id: user.id, role: whom.role ?? "guest" });
  const isMuted = sanctions.some(({ kind }) => kind === "mute");
  const isBanned = sanctions.some(({ kind }) => kind === "ban");
  const facts = [
    ...(whom.role === undefined ? [] : [later.roles[whom.role]]),
    ...sanctions.map((sanction) => sanctionText(sanction)),
  ];

  return (
    <>
      <div class="person-head">
        <Avatar user={user} />
        <div>
          <UserName user={user} tag={tagIn(user, session.shared.value)} />
          {facts.map((fact) => (
            <p key={fact} class="field-note">
              {fact}
            </p>
          ))}
        </div>
      </div>
      {problem !== undefined && (
        <p class="is-problem" role="alert">
          {problem}
        </p>
      )}
      <ul class="menu" onKeyDown={walk}>
        {!isOwn && !direct && !isOfAddress(user.id) && (
          <Item
            icon={<LetterIcon />}
            onPress={() => {
              onClose();
              void openDirect(user);
            }}
          >
            {i.message(name)}
          </Item>
        )}
        {message && !isOwn && !isSubject && (
          <Item icon={<FlagIcon />} onPress={() => session.tend({ kind: "report", message })}>
            {m.actions.report}
          </Item>
        )}
        {mayChangeRole(you, whom) && (
          <Item icon={<RoleIcon />} onPress={() => onStep("role")}>
            {isOwn ? m.actions.giveUp : m.actions.role}
          </Item>
        )}
        {isSubject && (
          <>
            <Item icon={<MuteIcon />} onPress={() => (isMuted ? void lift("mute") : onStep("mute"))}>
              {isMuted ? m.actions.unmute : m.actions.mute}
            </Item>
            {whom.isHere && (
              <Item icon={<KickIcon />} onPress={() => onStep("kick")}>
                {m.actions.kick}
              </Item>
            )}
            <Item icon={<BanIcon />} isGrave={!isBanned} onPress={() => (isBanned ? void lift("ban") : onStep("ban"))}>
              {isBanned ? m.actions.unban : m.actions.ban}
            </Item>
            <Item icon={<DeleteIcon />} isGrave onPress={() => onStep("purge")}>
              {m.actions.purge}
            </Item>
          </>
        )}
      </ul>
    </>
  );
}

interface ItemProps {
  readonly icon: ComponentChildren;
  /** It takes something away. */
  readonly isGrave?: boolean;
  readonly onPress: () => void;
  readonly children: ComponentChildren;
}

function Item({ icon, isGrave = false, onPress, children }: ItemProps) {
  return (
    <li>
      <button type="button" class={isGrave ? "menu-item is-problem" : "menu-item"} onClick={onPress}>
        {icon}
        {children}
      </button>
    </li>
  );
}

/** The arrow keys go from one to the next, beside Tab. */
function walk(event: KeyboardEvent): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const items = [...(event.currentTarget as Element).querySelectorAll("button")];
  const at = items.indexOf(document.activeElement as HTMLButtonElement);
  items[(at + step + items.length) % items.length]?.focus();
}

function mayChangeRole(you: You, { id, role }: Person): boolean {
  return ROLES.some((to) => to !== role && MAY.setRole(you, { id, role: role ?? "guest" }, to));
}

/** What holds of somebody, for who may know it; nothing until it is known. */
function useSanctions(session: Session, you: You | undefined, user: string): readonly Sanction[] {
  const [list, setList] = useState<readonly Sanction[]>([]);
  const isAsked = you !== undefined && you.id !== user && may(you, "ban");
  useEffect(() => {
    if (!isAsked) return undefined;
    let isGone = false;
    deskOf(session)
      .sanctions()
      .then(
        (all) => !isGone && setList(all.filter((one) => one.user.id === user)),
        // Then it is offered as if there were none.
        () => {},
      );
    return () => void (isGone = true);
  }, [isAsked]);
  return list;
}

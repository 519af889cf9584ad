const ACTION = /^\/me (\S.*)$/isu;

/** [E5] What somebody does, where a text tells that: "waves" of `/me waves`. Undefined for what somebody says. */
export function actionOf(text: string): string | undefined {
  return ACTION.exec(text)?.[1];
}

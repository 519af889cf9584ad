import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Files that take long, however short they are: begun last, they would be waited for alone. */
const LONGEST = ["integration/directory-crowd.test.ts", "browser/api-docs.test.ts"];

const isLongest = ({ moduleId }: TestSpecification): boolean => LONGEST.some((file) => moduleId.endsWith(file));

/** Begins with those; else as ever, with the largest. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return [...sorted.filter(isLongest), ...sorted.filter((file) => !isLongest(file))];
  }
}

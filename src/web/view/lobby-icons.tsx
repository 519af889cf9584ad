import { Icon } from "./icons.tsx";

export const KeyIcon = () => (
  <Icon>
    <circle cx="8" cy="15" r="4.5" />
    <path d="m11.3 11.7 8.2-8.200M16 7l3 3" />
  </Icon>
);

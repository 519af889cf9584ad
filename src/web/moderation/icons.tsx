import { Icon } from "../view/icons.tsx";

// What can be done to somebody, and what one does with a message that one finds wrong.

export const RoleIcon = () => (
  <Icon>
    <path d="M12 3.500 19 6v5.500c0 4.300-2.900 7.300-7 9-4.100-1.700-7-4.700-7-9V6z" />
    <path d="m9 11.800 2.200 2.200 4-4.200" />
  </Icon>
);

export const MuteIcon = () => (
  <Icon>
    <path d="M8.300 5.500H20v10.500h-1.200M15 16h-4l-4.500 4v-4H4V5.500" />
    <path d="m3.500 3 17 18" />
  </Icon>
);

export const KickIcon = () => (
  <Icon>
    <path d="M13 4.500H5.500v15H13M10 12h10.500M17 8.500l3.500 3.500-3.500 3.500" />
  </Icon>
);

export const BanIcon = () => (
  <Icon>
    <circle cx="12" cy="12" r="8.500" />
    <path d="m6 6 12 12" />
  </Icon>
);

export const FlagIcon = () => (
  <Icon>
    <path d="M5.500 21V4M5.500 4.500h12.500l-2.700 4.300 2.700 4.200H5.500" />
  </Icon>
);

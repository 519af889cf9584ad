import { Icon } from "./icons.tsx";

// What can be done with a message is fetched apart, and so are these.

export const ReplyIcon = () => (
  <Icon>
    <path d="M9.500 6 4 11.500 9.500 17M4 11.500h9a6.500 6.500 0 0 1 6.500 6.500v.5" />
  </Icon>
);

export const EditIcon = () => (
  <Icon>
    <path d="m4.500 19.500 1-4.200L16 4.800a2.200 2.200 0 0 1 3.200 3.200L8.700 18.500zM14 6.800l3.200 3.200" />
  </Icon>
);

export const DeleteIcon = () => (
  <Icon>
    <path d="M4.500 7h15M9.500 7V4.500h5V7M6.500 7l1 12.500h9l1-12.500M10.200 11v5M13.800 11v5" />
  </Icon>
);

export const ThreadIcon = () => (
  <Icon>
    <path d="M4 5.500h16v10.500h-8.500l-4 3.500v-3.500H4zM8 9.200h8M8 12.300h5" />
  </Icon>
);

export const ShowIcon = () => (
  <Icon>
    <path d="M19.500 12.500v6a1 1 0 0 1-1 1h-13a1 1 0 0 1-1-1v-13a1 1 0 0 1 1-1h6M14.500 4.500h5v5M19 5l-8 8" />
  </Icon>
);

export const PlusIcon = () => (
  <Icon>
    <path d="M12 5v14M5 12h14" />
  </Icon>
);

export const PinIcon = () => (
  <Icon>
    <path d="M9 4h6l-.7 6 3.200 3.500h-11L9.700 10zM12 13.500V20" />
  </Icon>
);

export const UpIcon = () => (
  <Icon>
    <path d="M12 19V5M5.5 11.5 12 5l6.5 6.5" />
  </Icon>
);

export const DownIcon = () => (
  <Icon>
    <path d="M12 5v14M5.5 12.5 12 19l6.5-6.5" />
  </Icon>
);

export const MoreIcon = () => (
  <Icon>
    <path d="M5.500 12h.01M12 12h.01M18.500 12h.01" stroke-width="2.750" />
  </Icon>
);

// What the administration's first screens use beside the shell's parts, in the order of the kit's own sheet.
import "@mantine/core/styles/Tree.css";
import "@mantine/core/styles/Table.css";
import "@mantine/core/styles/Tabs.css";
import "@mantine/core/styles/Breadcrumbs.css";
import "@mantine/core/styles/Radio.css";
import "@mantine/core/styles/NumberInput.css";
import "@mantine/core/styles/Paper.css";
import "@mantine/core/styles/Pill.css";
import "@mantine/core/styles/PillsInput.css";
import "@mantine/core/styles/FloatingIndicator.css";
import "@mantine/core/styles/SegmentedControl.css";

import { SegmentedControl } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";

type Props<T extends string> = {
  label: string;
  value: T;
  onChange: (value: T) => void;
  options: readonly { value: T; label: string }[];
};

/** One of a few, side by side; one below the other where the words would not fit. */
export function Choice<T extends string>({ label, value, onChange, options }: Props<T>) {
  const narrow = useMediaQuery("(max-width: 37.99rem)", undefined, { getInitialValueInEffect: false });
  return (
    <SegmentedControl
      fullWidth
      orientation={narrow ? "vertical" : "horizontal"}
      aria-label={label}
      value={value}
      onChange={onChange}
      data={[...options]}
    />
  );
}

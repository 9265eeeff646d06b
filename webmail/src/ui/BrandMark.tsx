/** The product's sign: a letter with a star for its seal. */
export function BrandMark({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect x="2.500" y="7" width="27" height="18" rx="2.500" fill="#fff" />
      <path d="m3.500 8.200 12.500 9.600 12.500-9.600" fill="none" stroke="#17427c" strokeWidth="1.700" />
      <path
        d="m16 11.800 1.480 3 3.320.480-2.400 2.340.570 3.300L16 19.360l-2.970 1.560.570-3.300-2.400-2.340 3.320-.480z"
        fill="#c8102e"
      />
    </svg>
  );
}

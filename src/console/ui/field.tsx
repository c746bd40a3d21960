import { useId, type ReactElement, type ReactNode } from "react";
import {
  Checkbox as AriaCheckbox,
  FieldError,
  Input,
  Label,
  Radio,
  RadioGroup,
  Text,
  TextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
} from "react-aria-components";
import { useMessages } from "./lang.tsx";
import { uiMessages } from "./ui.messages.ts";

interface FieldProps extends Omit<AriaTextFieldProps, "children" | "className" | "isInvalid"> {
  label: string;
  hint?: string;
  /** What is wrong with it: a sentence that says what to do. */
  fault?: string | null | undefined;
  /** Several lines. */
  lines?: number;
  /** As wide as what it holds: a code, a date. */
  narrow?: boolean;
}

/** A text box with its label, its hint and what is wrong with it. */
export function Field({ label, hint, fault, lines, narrow = false, isRequired, ...props }: FieldProps): ReactElement {
  const t = useMessages(uiMessages);
  return (
    <AriaTextField {...props} className={`field${narrow ? " narrow" : ""}`} isInvalid={Boolean(fault)} isRequired={isRequired ?? false} validationBehavior="aria">
      <Label>
        {label} {isRequired === false && <span className="hint-inline">{t.optional}</span>}
      </Label>
      {hint && (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      )}
      <FieldError className="fault">{fault}</FieldError>
      {lines ? <TextArea rows={lines} /> : <Input />}
    </AriaTextField>
  );
}

interface ChoiceProps<Value extends string> {
  label: string;
  hint?: string;
  value: Value;
  onChange: (value: Value) => void;
  options: readonly { value: Value; label: string; hint?: string }[];
  /** Side by side where there is room. */
  inline?: boolean;
}

/** One of a few, all of them shown. */
export function Choice<Value extends string>({ label, hint, value, onChange, options, inline = false }: ChoiceProps<Value>): ReactElement {
  return (
    <RadioGroup className={`field choices${inline ? " inline" : ""}`} value={value} onChange={(chosen) => onChange(chosen as Value)}>
      <Label>{label}</Label>
      {hint && (
        <Text slot="description" className="hint">
          {hint}
        </Text>
      )}
      {options.map((option) => (
        <Radio key={option.value} value={option.value} className="choice">
          <span className="dot" aria-hidden="true" />
          <span>
            {option.label}
            {option.hint && <small>{option.hint}</small>}
          </span>
        </Radio>
      ))}
    </RadioGroup>
  );
}

export function Check({ checked, onChange, children, hint, isDisabled = false }: { checked: boolean; onChange: (checked: boolean) => void; children: ReactNode; hint?: string; isDisabled?: boolean }): ReactElement {
  return (
    <AriaCheckbox className="choice" isSelected={checked} onChange={onChange} isDisabled={isDisabled}>
      <span className="box" aria-hidden="true" />
      <span>
        {children}
        {hint && <small>{hint}</small>}
      </span>
    </AriaCheckbox>
  );
}

interface SelectFieldProps<Value extends string> {
  label: string;
  value: Value;
  onChange: (value: Value) => void;
  options: readonly { value: Value; label: string }[];
}

/** One of many, in the browser's own list: it opens well on every device. */
export function SelectField<Value extends string>({ label, value, onChange, options }: SelectFieldProps<Value>): ReactElement {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value as Value)}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </div>
  );
}

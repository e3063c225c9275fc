package io.pgford.shell.registry;

import io.pgford.command.Run;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Optional;
import org.springframework.shell.core.command.annotation.Argument;
import org.springframework.shell.core.command.annotation.Arguments;
import org.springframework.shell.core.command.annotation.Option;

/**
 * One parameter of a command's method, as its annotations describe it.
 *
 * @param name the option's long name without dashes, or the argument's name
 * @param shortName the option's one-letter name, if it has one
 * @param type what a word is turned into; for {@code Optional} and {@code List} what they hold
 * @param optional whether the method takes an {@code Optional}
 */
public record Parameter(
        Kind kind,
        String name,
        Optional<Character> shortName,
        String description,
        Class<?> type,
        boolean optional,
        Optional<String> defaultValue) {

    /** Where its value comes from. */
    public enum Kind {
        RUN,
        OPTION,
        ARGUMENT,
        REST
    }

    /** Reads what the method's author declared. */
    static Parameter of(java.lang.reflect.Parameter declared) {
        Option option = declared.getAnnotation(Option.class);
        Argument argument = declared.getAnnotation(Argument.class);
        boolean optional = declared.getType() == Optional.class;
        Class<?> type = optional || declared.getType() == List.class
                ? inner(declared.getParameterizedType())
                : declared.getType();
        if (option != null) {
            return new Parameter(
                    Kind.OPTION,
                    option.longName().isEmpty() ? declared.getName() : option.longName(),
                    option.shortName() == ' ' ? Optional.empty() : Optional.of(option.shortName()),
                    option.description(),
                    type,
                    optional,
                    text(option.defaultValue()));
        }
        if (argument != null) {
            return new Parameter(
                    Kind.ARGUMENT,
                    declared.getName(),
                    Optional.empty(),
                    argument.description(),
                    type,
                    optional,
                    text(argument.defaultValue()));
        }
        if (declared.isAnnotationPresent(Arguments.class)) {
            return new Parameter(Kind.REST, declared.getName(), Optional.empty(), "", type, false, Optional.empty());
        }
        if (declared.getType() == Run.class) {
            return new Parameter(Kind.RUN, "run", Optional.empty(), "", Run.class, false, Optional.empty());
        }
        throw new IllegalArgumentException("parameter " + declared.getName() + " of "
                + declared.getDeclaringExecutable() + " is neither option, argument nor Run");
    }

    /** Whether its mere presence is its value. */
    public boolean flag() {
        return kind == Kind.OPTION && type == boolean.class;
    }

    /** Whether the operator must give it. */
    public boolean required() {
        return (kind == Kind.OPTION || kind == Kind.ARGUMENT) && !optional && !flag() && defaultValue.isEmpty();
    }

    /** As the usage line shows it: {@code --batch N}, {@code TABLE}, in brackets where it may be left out. */
    public String usage() {
        String shown = switch (kind) {
            case RUN -> "";
            case OPTION -> flag() ? "--" + name : "--" + name + " " + Values.placeholder(type);
            case ARGUMENT -> placeholderOfArgument();
            case REST -> name.toUpperCase(java.util.Locale.ROOT) + "…";
        };
        return required() ? shown : "[" + shown + "]";
    }

    private String placeholderOfArgument() {
        return type == io.pgford.database.Side.class ? "old|new" : name.toUpperCase(java.util.Locale.ROOT);
    }

    private static Optional<String> text(String defaultValue) {
        return defaultValue.isEmpty() ? Optional.empty() : Optional.of(defaultValue);
    }

    private static Class<?> inner(Type type) {
        return type instanceof ParameterizedType of && of.getActualTypeArguments()[0] instanceof Class<?> inner
                ? inner
                : String.class;
    }
}

package io.pgford.shell.registry;

import io.pgford.command.Answer;
import io.pgford.command.Run;
import io.pgford.command.Watchable;
import io.pgford.problem.Problem;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.shell.core.command.AbstractCommand;
import org.springframework.shell.core.command.CommandContext;
import org.springframework.shell.core.command.CommandOption;
import org.springframework.shell.core.command.ExitStatus;
import org.springframework.shell.core.command.annotation.Command;

/** A method annotated with {@link Command} as a command of the shell. Its object is not made before it first runs. */
public final class MethodCommand extends AbstractCommand {
    private final Method method;
    private final Supplier<?> owner;
    private final List<Parameter> parameters;

    private MethodCommand(Method method, Command declared, Supplier<?> owner) {
        super(
                words(declared.name()),
                declared.description().isEmpty() ? declared.value() : declared.description(),
                declared.group(),
                declared.help().strip(),
                declared.hidden());
        this.method = method;
        this.owner = owner;
        this.parameters =
                Arrays.stream(method.getParameters()).map(Parameter::of).toList();
        setAliases(Arrays.stream(declared.alias()).map(String::strip).toList());
        setOptions(parameters.stream()
                .filter(parameter -> parameter.kind() == Parameter.Kind.OPTION)
                .map(MethodCommand::option)
                .toList());
    }

    /** The commands of one group class. */
    public static List<MethodCommand> of(Class<?> group, Supplier<?> owner) {
        return Arrays.stream(group.getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Command.class))
                .map(method -> new MethodCommand(method, method.getAnnotation(Command.class), owner))
                .toList();
    }

    /** Whether it takes {@code --watch}. */
    public boolean watchable() {
        return method.isAnnotationPresent(Watchable.class);
    }

    /** Its parameters, in the method's order. */
    public List<Parameter> parameters() {
        return parameters;
    }

    /** One line: the command with everything it takes. */
    public String usage() {
        return getName()
                + parameters.stream()
                        .filter(parameter -> parameter.kind() != Parameter.Kind.RUN)
                        .map(parameter -> " " + parameter.usage())
                        .collect(Collectors.joining());
    }

    /**
     * Runs the command.
     *
     * @throws Problem for what the operator has to know
     */
    @Override
    public ExitStatus doExecute(CommandContext context) {
        CommandRun run = CommandRun.in(context);
        Answer answer = call(Binding.of(this, context.parsedInput(), run.run()));
        run.printer().print(answer);
        return new ExitStatus(answer.exit().code(), answer.exit().name());
    }

    private Answer call(Object[] values) {
        try {
            Object answer = method.invoke(owner.get(), values);
            return answer instanceof Answer full ? full : Answer.builder().build();
        } catch (InvocationTargetException e) {
            throw unwrapped(e.getCause());
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(method + " cannot be called", e);
        }
    }

    private RuntimeException unwrapped(Throwable cause) {
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RuntimeException known
                ? known
                : Problem.failed(
                        getName() + " failed: " + cause.getMessage(),
                        "status shows where things stand; then run it again.",
                        cause);
    }

    private static CommandOption option(Parameter parameter) {
        return CommandOption.with()
                .longName(parameter.name())
                .shortName(parameter.shortName().orElse(' '))
                .description(parameter.description())
                .required(parameter.required())
                .defaultValue(parameter.defaultValue().orElse(""))
                .type(parameter.type())
                .build();
    }

    private static String words(String[] name) {
        return String.join(" ", name).strip().replaceAll("\\s+", " ");
    }

    /** The parts of a run that Spring Shell's context has no place for: it travels as the context's input reader. */
    public record CommandRun(Run run, AnswerSink printer) implements org.springframework.shell.core.InputReader {
        static CommandRun in(CommandContext context) {
            return (CommandRun) context.inputReader();
        }

        @Override
        public char[] readPassword(String prompt) {
            return run.askSecret(prompt)
                    .map(secret -> secret.reveal().toCharArray())
                    .orElse(new char[0]);
        }
    }

    /** Where answers go. */
    @FunctionalInterface
    public interface AnswerSink {
        void print(Answer answer);
    }
}

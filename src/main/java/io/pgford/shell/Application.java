package io.pgford.shell;

import java.util.List;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/** The program as a Spring Boot application, without anything that it does not use. */
public final class Application {
    private Application() {}

    /** Starts it; whoever starts it closes it. */
    public static ConfigurableApplicationContext start(Wiring wiring) {
        SpringApplication application = new SpringApplication(Application.class);
        application.setBannerMode(Banner.Mode.OFF);
        application.setWebApplicationType(WebApplicationType.NONE);
        // The words of the command line are the shell's own: "--batch" is no property of Spring's.
        application.setAddCommandLineProperties(false);
        application.setLogStartupInfo(false);
        application.setLazyInitialization(true);
        // No annotations are read: the post-processors that an annotation context brings would only cost time.
        application.setApplicationContextFactory(type -> new GenericApplicationContext());
        // Boot's own listeners read property files and set up logging: there are none, and that is set up already.
        application.setListeners(List.of());
        application.setInitializers(List.of(wiring));
        return application.run();
    }
}

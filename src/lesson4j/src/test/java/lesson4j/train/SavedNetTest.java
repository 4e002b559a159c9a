package lesson4j.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import lesson4j.data.Seed;
import lesson4j.lean.FastaiAdam;
import lesson4j.lean.SgdMomentum;
import lesson4j.loss.CrossEntropy;
import lesson4j.nn.Nets;
import lesson4j.testing.Effort;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.AMSGrad;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.AdaGrad;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.RmsProp;

class SavedNetTest {
    private static final Map<String, Supplier<IUpdater>> OPTIMISERS = Map.of(
            "Adam", Adam::new,
            "FastaiAdam", FastaiAdam::new,
            "Nesterovs", Nesterovs::new,
            "SgdMomentum", SgdMomentum::new,
            "AMSGrad", AMSGrad::new,
            "AdaGrad", AdaGrad::new,
            "AdaDelta", AdaDelta::new,
            "RmsProp", RmsProp::new);

    @TempDir
    Path folder;

    private static Learner learner(long seed) {
        Seed.set(seed);
        return Drawn.learner();
    }

    private Path saved(Learner learn) {
        Path file = folder.resolve("net.zip");
        learn.save(file);
        return file;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Adam", "FastaiAdam", "Nesterovs", "SgdMomentum", "AMSGrad", "AdaGrad", "AdaDelta", "RmsProp"})
    void aLoadedNetIsTrainedOnAsIfItHadNeverBeenSaved(String name) {
        Supplier<IUpdater> kind = OPTIMISERS.get(name);
        Learner whole = learner(1).opt(kind.get());
        whole.fit(3, 0.01);
        Path file = saved(whole);

        Learner before = learner(2).opt(kind.get());
        before.load(file);
        Learner after = learner(3);
        after.load(file);
        after.opt(kind.get());
        Learner without = learner(4);
        without.load(file);

        // the batches of the fit that goes on are those of its fourth pass, here and there
        for (Learner again : new Learner[] {before, after, without}) {
            for (int pass = 0; pass < 3; pass++) {
                assertThat(again.dls().train().iterator()).hasNext();
            }
        }
        whole.fit(2, 0.01);
        for (Learner again : new Learner[] {before, after, without}) {
            again.fit(2, 0.01);
            assertThat(again.net().params()).isEqualTo(whole.net().params());
            assertThat(again.anyNet().iterations()).isEqualTo(whole.anyNet().iterations());
            assertThat(again.anyNet().epochs()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"FastaiAdam", "SgdMomentum"})
    void aFileFromWhenOurOptimisersWereInAnotherPackageGoesOn(String name) throws IOException {
        Learner whole = learner(1).opt(OPTIMISERS.get(name).get());
        whole.fit(2, 0.01);
        Path old = underTheOldName(saved(whole));
        Learner again = learner(2);
        again.load(old);

        assertThat(again.summary()).contains("optimiser: " + name);
        assertThat(again.dls().train().iterator()).hasNext();
        assertThat(again.dls().train().iterator()).hasNext();
        whole.fit(1, 0.01);
        again.fit(1, 0.01);
        assertThat(again.net().params()).isEqualTo(whole.net().params());
    }

    private Path underTheOldName(Path file) throws IOException {
        Path old = folder.resolve("old.zip");
        try (var from = new ZipFile(file.toFile());
                var to = new ZipOutputStream(Files.newOutputStream(old))) {
            for (ZipEntry entry : Collections.list(from.entries())) {
                byte[] bytes = from.getInputStream(entry).readAllBytes();
                if (entry.getName().equals("configuration.json")) {
                    String now = new String(bytes, StandardCharsets.UTF_8);
                    assertThat(now).contains("lesson4j.lean.");
                    bytes = now.replace("lesson4j.lean.", "lesson4j.step.").getBytes(StandardCharsets.UTF_8);
                }
                to.putNextEntry(new ZipEntry(entry.getName()));
                to.write(bytes);
            }
        }
        return old;
    }

    @Test
    void anotherKindOfOptimiserStartsAfreshOnALoadedNet() {
        Learner whole = learner(1).opt(new Adam());
        whole.fit(3, 0.01);
        Path file = saved(whole);

        Learner again = learner(2).opt(new RmsProp());
        again.load(file);
        again.fit(1, 0.01);

        assertThat(again.anyNet().iterations()).isEqualTo(again.dls().train().batches());
    }

    @Test
    void refusesANetOfOtherWidthsThoughItHasAsManyParameters() {
        Learner learn = new Learner(Drawn.loaders(), net(16, 5, 2, 3), new CrossEntropy());
        Learner other = new Learner(Drawn.loaders(), net(16, 5, 3, 3), new CrossEntropy());
        Learner turned = new Learner(Drawn.loaders(), net(16, 2, 5, 3), new CrossEntropy());
        Path file = saved(learn);
        INDArray before = turned.net().params().dup();

        assertThatThrownBy(() -> turned.load(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("Expected the net 16-2-5-3 but found 16-5-2-3 in " + file
                        + ". Build the same net as was saved.");
        assertThatThrownBy(() -> other.load(file))
                .hasMessageContaining("16-5-3-3")
                .hasMessageContaining("16-5-2-3");
        assertThat(turned.net().params()).isEqualTo(before);
    }

    @Test
    void refusesANetThatComputesOtherwiseWithTheSameParameters() {
        Path file = saved(learner(1));
        MultiLayerNetwork other = Nets.sequential(Nets.nnLinear(16, 8), Nets.nnSigmoid(), Nets.nnLinear(8, 3));
        Learner learn = new Learner(Drawn.loaders(), other, new CrossEntropy());

        assertThatThrownBy(() -> learn.load(file))
                .hasMessageContaining("activationFn")
                .hasMessageContaining("Sigmoid")
                .hasMessageContaining("ReLU");
    }

    @Test
    void readsWhatDl4jWrote() throws IOException {
        Learner learn = learner(1);
        Path file = folder.resolve("dl4j.zip");
        ModelSerializer.writeModel(learn.net(), file.toFile(), false);
        Learner again = learner(2);

        again.load(file);

        assertThat(again.net().params()).isEqualTo(learn.net().params());
    }

    private static MultiLayerNetwork net(int... widths) {
        return Nets.sequential(
                Nets.nnLinear(widths[0], widths[1]),
                Nets.nnReLU(),
                Nets.nnLinear(widths[1], widths[2]),
                Nets.nnReLU(),
                Nets.nnLinear(widths[2], widths[3]));
    }

    /** Its code runs as soon as somebody makes one, or only looks it up the usual way. */
    static final class Evil extends Adam {
        private static final long serialVersionUID = 1L;

        static {
            System.setProperty("lesson4j.evil", "ran");
        }
    }

    @Test
    void classesThatAFileNamesAreNotEvenLookedUp() throws IOException {
        Learner whole = learner(1).opt(new Adam());
        whole.fit(1, 0.01);
        Path file = rewritten(
                saved(whole),
                text -> text.replace("org.nd4j.linalg.learning.config.Adam", "lesson4j.train.SavedNetTest$Evil"));

        learner(2).load(file);

        assertThat(System.getProperty("lesson4j.evil")).isNull();
    }

    @Test
    void whatStandsBesideTheListedEntriesIsNotRead() throws IOException {
        Learner whole = learner(1);
        byte[] good = Files.readAllBytes(saved(whole));
        // an entry of its own header before the archive, which only a reader of streams sees
        var hidden = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(hidden)) {
            zip.putNextEntry(new ZipEntry("preprocessor.bin"));
            zip.write(new byte[] {(byte) 0xac, (byte) 0xed, 0, 5});
        }
        var both = new ByteArrayOutputStream();
        both.write(hidden.toByteArray());
        both.write(good);
        Path file = Files.write(folder.resolve("both.zip"), both.toByteArray());
        Learner again = learner(2);

        again.load(file);

        assertThat(again.net().params()).isEqualTo(whole.net().params());
    }

    @Test
    void refusesTextThatNestsWithoutEnd() throws IOException {
        Path file = rewritten(saved(learner(1)), text -> "[".repeat(1_000_000));

        assertThatThrownBy(() -> learner(2).load(file))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("nests too deep");
    }

    private Path rewritten(Path file, java.util.function.UnaryOperator<String> change) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        entries.computeIfPresent(
                "configuration.json",
                (name, text) ->
                        change.apply(new String(text, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8));
        Path changed = folder.resolve("changed.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(changed))) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return changed;
    }

    /** A file with one byte changed is read as it was, or refused in a sentence, and then the net is as it was. */
    @Test
    void aDamagedFileIsNeverReadAsAnotherNet() throws IOException {
        Learner whole = learner(1).opt(new Adam());
        whole.fit(1, 0.01);
        Path file = saved(whole);
        byte[] good = Files.readAllBytes(file);
        Learner again = learner(2);
        INDArray before = again.net().params().dup();
        var random = new Random(5);
        int tries = Effort.of(300, 3000);
        for (int i = 0; i < tries; i++) {
            byte[] bad = good.clone();
            int at = i % 3 == 0 ? bad.length - 1 - random.nextInt(400) : random.nextInt(bad.length);
            bad[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bad);
            try {
                again.load(file);
                assertThat(again.net().params()).isEqualTo(whole.net().params());
                again.anyNet().params().assign(before);
            } catch (IllegalArgumentException | UncheckedIOException refused) {
                assertThat(refused.getMessage()).contains(file.toString());
                assertThat(again.net().params()).isEqualTo(before);
            }
        }
    }
}

package lesson4j.loss;

import java.util.Random;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** One drawn formula, the same each time it is built: two of three as a learner would write it, the third anything. */
final class DrawnFormula {
    private final long seed;
    private String words = "";

    DrawnFormula(long seed) {
        this.seed = seed;
    }

    String words() {
        return words;
    }

    SDVariable formula(SameDiff sd, SDVariable preds, SDVariable targs) {
        var random = new Random(seed);
        words = "";
        if (seed % 3 != 0) {
            return sensible(random, sd, preds, targs);
        }
        SDVariable at = preds;
        int steps = 1 + random.nextInt(5);
        for (int i = 0; i < steps; i++) {
            at = step(random, sd, at, preds, targs);
        }
        return random.nextInt(3) == 0 ? at.mean() : random.nextBoolean() ? at.mean(1) : at.sum(1);
    }

    private int choose(Random random, int kinds) {
        int kind = random.nextInt(kinds);
        words += " " + kind;
        return kind;
    }

    private SDVariable sensible(Random random, SameDiff sd, SDVariable p, SDVariable t) {
        boolean single = p.placeholderShape()[1] == 1;
        SDVariable at = error(choose(random, 14), sd, p, t);
        for (int i = random.nextInt(3); i > 0; i--) {
            at = bent(choose(random, 12), sd, at);
        }
        return single ? (random.nextBoolean() ? at : at.mean()) : ended(choose(random, 12), sd, at, p, t);
    }

    /** How far predictions are from targets, number by number. */
    private static SDVariable error(int kind, SameDiff sd, SDVariable p, SDVariable t) {
        return switch (kind) {
            case 0 -> p.sub(t);
            case 1 -> sd.nn.sigmoid(p).sub(t);
            case 2 -> sd.nn.softmax(p, 1).sub(t);
            case 3 -> p.mul(t).neg();
            case 4 -> sd.nn.logSoftmax(p).mul(t).neg();
            case 5 -> sd.math.log(sd.nn.sigmoid(p).add(0.001)).mul(t).neg();
            case 6 -> sd.max(p, t).sub(sd.min(p, t));
            case 7 -> sd.nn.relu(p.mul(t.mul(2).sub(1)).rsub(1), 0);
            case 8 -> sd.clipByValue(p, -0.5, 0.5).sub(t);
            case 9 -> sd.nn.softplus(p).sub(p.mul(t));
            case 10 -> sd.math.tanh(p).sub(t.mul(2).sub(1));
            case 11 -> t.mul(sd.nn.sigmoid(p).rsub(1)).add(t.rsub(1).mul(sd.nn.sigmoid(p)));
            case 12 -> p.div(sd.math.abs(p).add(1)).sub(t);
            default -> p.sub(p.mean(true, 0)).sub(t);
        };
    }

    private static SDVariable bent(int kind, SameDiff sd, SDVariable x) {
        return switch (kind) {
            case 0, 1 -> sd.math.abs(x);
            case 2, 3 -> sd.math.square(x);
            case 4 -> sd.math.pow(sd.math.abs(x).add(0.01), 1.5);
            case 5 -> sd.math.log(sd.math.abs(x).add(1));
            case 6 -> sd.math.sqrt(sd.math.square(x).add(0.1));
            case 7 -> sd.clipByValue(x, -0.7, 0.7);
            case 8 -> sd.nn.relu(x, 0);
            case 9 -> x.gt(0).castTo(x.dataType()).mul(2).add(1).mul(x);
            case 10 -> sd.math.exp(x);
            default -> x.mul(0.5).add(0.1);
        };
    }

    private static SDVariable ended(int kind, SameDiff sd, SDVariable x, SDVariable p, SDVariable t) {
        return switch (kind) {
            case 0 -> x.mean(1);
            case 1 -> x.sum(1);
            case 2 -> x.mean();
            case 3 -> x.sum(1).mean();
            case 4 -> x.mean(0).mean();
            case 5 -> x.norm2(1);
            case 6 -> sd.math.square(x).mean(true, 1);
            case 7 -> sd.squeeze(x.mean(true, 1), 1);
            case 8 -> sd.expandDims(x.mean(1), 1);
            case 9 ->
                x.mean(1)
                        .add(sd.math.cosineSimilarity(p.add(0.1), t.add(0.1), 1).rsub(1));
            case 10 -> x.mean(1).add(sd.math.euclideanDistance(p.add(3), t, 1));
            default ->
                x.mean(1)
                        .add(sd.mmul(sd.nn.softmax(p, 1), t, false, true, false).mean(1));
        };
    }

    private SDVariable step(Random random, SameDiff sd, SDVariable x, SDVariable p, SDVariable t) {
        int dim = random.nextInt(8) == 0 ? random.nextInt(9) - 4 : random.nextInt(2);
        int kind = random.nextInt(45);
        words += " " + kind + "/" + dim;
        return switch (kind) {
            case 0 -> x.sub(t);
            case 1 -> x.mul(t);
            case 2 -> x.add(p);
            case 3 -> x.div(p.add(3));
            case 4 -> sd.math.square(x);
            case 5 -> sd.math.abs(x);
            case 6 -> sd.math.exp(x);
            case 7 -> sd.math.log(x.add(2));
            case 8 -> sd.math.sqrt(sd.math.abs(x).add(0.1));
            case 9 -> sd.math.tanh(x);
            case 10 -> sd.nn.sigmoid(x);
            case 11 -> sd.nn.relu(x, 0);
            case 12 -> sd.nn.softplus(x);
            case 13 -> sd.nn.softmax(x, dim);
            case 14 -> sd.nn.logSoftmax(x);
            case 15 -> sd.nn.logSoftmax(x, dim);
            case 16 -> x.div(x.sum(true, dim).add(1));
            case 17 -> x.sub(x.mean(true, dim));
            case 18 -> x.sub(x.mean(dim));
            case 19 -> x.mul(sd.max(x, true, dim));
            case 20 -> x.mul(x.norm2(true, dim));
            case 21 -> x.mul(sd.math.logSumExp(x, dim));
            case 22 -> sd.clipByValue(x, 0.2, 0.6);
            case 23 -> sd.math.pow(x.add(1), 3);
            case 24 -> x.mul(sd.standardDeviation(x, false, true, dim));
            case 25 -> sd.mmul(x, x, false, true, false);
            case 26 -> sd.permute(x, 1, 0);
            case 27 -> x.reshape(-1, 1);
            case 28 -> sd.concat(dim, x, t);
            case 29 -> sd.min(x, t);
            case 30 -> sd.max(x, t);
            case 31 -> x.gt(0.4).castTo(x.dataType()).mul(x);
            case 32 -> sd.squeeze(x, dim);
            case 33 -> sd.math.erf(x);
            case 34 -> sd.nn.gelu(x);
            case 35 -> sd.prod(x, true, dim);
            case 36 -> sd.nn.elu(x);
            case 37 -> sd.math.cube(x);
            case 38 -> x.rsub(1).mul(t).add(x.mul(t.rsub(1)));
            case 39 -> sd.expandDims(x, dim);
            case 40 -> sd.stack(dim, x, t);
            case 41 -> sd.math.euclideanDistance(x, t, dim);
            case 42 -> sd.math.manhattanDistance(x, p.add(1), dim);
            case 43 -> sd.math.cosineDistance(x.add(1), t.add(1), dim);
            default -> sd.math.cosineSimilarity(x, t.add(0.1), dim);
        };
    }
}

package lesson4j.lean;

/** A part that computes an activation too, its own or that behind it, while its values are near. */
abstract class BentPart implements Part {
    /** What becomes of its values. */
    Pointwise activation;

    BentPart(Pointwise activation) {
        this.activation = activation;
    }

    @Override
    public final boolean takeOver(Pointwise next) {
        boolean free = activation == Pointwise.IDENTITY;
        activation = free ? next : activation;
        return free;
    }
}

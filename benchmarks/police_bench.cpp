// PoliceBench by hand: one force-year of calls, call handlers, incidents and units, as fast as plain C++ does it.
//
//     g++ -O2 -std=c++17 -o police_bench police_bench.cpp
//     ./police_bench 20 1          20 replications, seeds 1 to 20; figures and processor seconds as JSON
//
// Three sources of events are merged: the next call, the first handler to finish (a heap of 11), the first unit to be
// free (a heap of 70). A caller who gives up is noticed when a handler comes to their place in the queue. Every random
// number is drawn where it is needed, so no memory grows with the length of the run but the queues'.
//
// Sources: Blackman and Vigna 2021 (xoshiro256++); Doornik 2005 (the ziggurat for normal and exponential numbers).

#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <vector>

namespace {

constexpr int HANDLERS = 11, AREAS = 10, UNITS_EACH = 7, UNITS = AREAS * UNITS_EACH, HOURS_A_WEEK = 168;
constexpr double WEEKS = 52, END = WEEKS * 7 * 24 * 60, CALLS = 600000, PI = 3.14159265358979323846;
constexpr double NEVER = 1e300;

// Random numbers.

struct Generator {
    uint64_t s[4];

    explicit Generator(uint64_t seed) {
        for (auto& word : s) {  // SplitMix64
            uint64_t z = (seed += 0x9E3779B97F4A7C15ull);
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ull;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBull;
            word = z ^ (z >> 31);
        }
    }
    static uint64_t rotated(uint64_t x, int k) { return (x << k) | (x >> (64 - k)); }
    uint64_t bits() {
        const uint64_t result = rotated(s[0] + s[3], 23) + s[0], t = s[1] << 17;
        s[2] ^= s[0];
        s[3] ^= s[1];
        s[1] ^= s[2];
        s[0] ^= s[3];
        s[2] ^= t;
        s[3] = rotated(s[3], 45);
        return result;
    }
    double unit() { return ((bits() >> 11) + 0.5) * 0x1.0p-53; }
};

// The ziggurat: layers of equal area; most draws cost one comparison and one product.
struct Ziggurat {
    static constexpr int LAYERS = 256;
    double x[LAYERS + 1], ratio[LAYERS], f[LAYERS + 1];
    double tail;

    template <class Density, class Inverse>
    Ziggurat(double start, double area, Density density, Inverse inverse) : tail(start) {
        x[0] = area / density(start);
        x[1] = start;
        x[LAYERS] = 0;
        for (int i = 2; i < LAYERS; ++i) x[i] = inverse(area / x[i - 1] + density(x[i - 1]));
        for (int i = 0; i < LAYERS; ++i) ratio[i] = x[i + 1] / x[i];
        for (int i = 0; i <= LAYERS; ++i) f[i] = density(x[i]);
    }
};

const Ziggurat NORMAL(
    3.6541528853610088, 0.00492867323399, [](double v) { return std::exp(-0.5 * v * v); },
    [](double d) { return std::sqrt(-2 * std::log(d)); });
const Ziggurat EXPONENTIAL(
    7.69711747013104972, 0.0039496598225815571993, [](double v) { return std::exp(-v); },
    [](double d) { return -std::log(d); });

double normal(Generator& g) {
    for (;;) {
        const uint64_t bits = g.bits();
        const int layer = bits & 255;
        const double u = 2 * ((bits >> 11) * 0x1.0p-53) - 1;
        const double v = u * NORMAL.x[layer];
        if (std::fabs(u) < NORMAL.ratio[layer]) return v;
        if (layer == 0) {
            double a, b;
            do {
                a = -std::log(g.unit()) / NORMAL.tail;
                b = -std::log(g.unit());
            } while (2 * b < a * a);
            return u < 0 ? -(NORMAL.tail + a) : NORMAL.tail + a;
        }
        if (NORMAL.f[layer] + g.unit() * (NORMAL.f[layer + 1] - NORMAL.f[layer]) < std::exp(-0.5 * v * v)) return v;
    }
}

double exponential(Generator& g) {
    double beyond = 0;
    for (;;) {
        const uint64_t bits = g.bits();
        const int layer = bits & 255;
        const double u = (bits >> 11) * 0x1.0p-53;
        const double v = u * EXPONENTIAL.x[layer];
        if (u < EXPONENTIAL.ratio[layer]) return beyond + v;
        if (layer == 0) {
            beyond += EXPONENTIAL.tail;
            continue;
        }
        const double height = EXPONENTIAL.f[layer] + g.unit() * (EXPONENTIAL.f[layer + 1] - EXPONENTIAL.f[layer]);
        if (height < std::exp(-v)) return beyond + v;
    }
}

struct Lognormal {
    double mu, sigma;
    Lognormal(double mean, double cv) : mu(std::log(mean) - std::log1p(cv * cv) / 2), sigma(std::sqrt(std::log1p(cv * cv))) {}
    double operator()(Generator& g) const { return std::exp(mu + sigma * normal(g)); }
};

// A heap of times, each with a small number; the first is at 0, and NEVER where the heap is empty.
template <int ROOM>
struct Heap {
    double time[ROOM + 1];
    int item[ROOM + 1];
    int size = 0;

    Heap() { time[0] = NEVER; }
    void push(double t, int what) {
        int hole = size++;
        while (hole > 0) {
            const int above = (hole - 1) / 2;
            if (time[above] <= t) break;
            time[hole] = time[above];
            item[hole] = item[above];
            hole = above;
        }
        time[hole] = t;
        item[hole] = what;
    }
    void replace(double t, int what) {
        int hole = 0, below = 1;
        while (below < size) {
            if (below + 1 < size && time[below + 1] < time[below]) ++below;
            if (t <= time[below]) break;
            time[hole] = time[below];
            item[hole] = item[below];
            hole = below;
            below = 2 * hole + 1;
        }
        time[hole] = t;
        item[hole] = what;
    }
    void pop() {
        --size;
        if (size > 0) {
            replace(time[size], item[size]);
        } else {
            time[0] = NEVER;
        }
    }
};

template <class T>
struct Queue {  // first come, first served, in a ring that grows
    std::vector<T> ring = std::vector<T>(1024);
    size_t head = 0, tail = 0;
    bool empty() const { return head == tail; }
    T& front() { return ring[head & (ring.size() - 1)]; }
    void pop() { ++head; }
    void push(const T& value) {
        if (tail - head == ring.size()) {
            std::vector<T> larger(2 * ring.size());
            for (size_t i = head; i != tail; ++i) larger[i & (larger.size() - 1)] = ring[i & (ring.size() - 1)];
            ring.swap(larger);
        }
        ring[tail++ & (ring.size() - 1)] = value;
    }
};

struct Caller {
    double arrived, gives_up;
};
struct Incident {
    double arrived;
    int area;
};
struct Figures {
    double calls = 0, answered = 0, abandoned = 0, answer = 0, within = 0;
    double incidents[2] = {0, 0}, wait[2] = {0, 0}, response[2] = {0, 0}, own = 0;
};

struct World {
    double rate[HOURS_A_WEEK];  // calls a minute
    double cumulative[AREAS];
    double drive[AREAS][AREAS];
    int nearest[AREAS][AREAS];

    World() {
        const double weight[AREAS] = {.18, .15, .13, .11, .10, .09, .08, .07, .05, .04};
        double sum = 0;
        for (int h = 0; h < HOURS_A_WEEK; ++h) {
            rate[h] = (1 + .55 * std::sin(2 * PI * (h % 24 - 9) / 24)) * (h >= 96 ? 1.12 : .95);
            sum += rate[h];
        }
        for (double& r : rate) r *= CALLS / WEEKS / sum / 60;
        double total = 0;
        for (int a = 0; a < AREAS; ++a) cumulative[a] = total += weight[a];
        cumulative[AREAS - 1] = 1;
        for (int a = 0; a < AREAS; ++a) {
            for (int b = 0; b < AREAS; ++b) {
                const int km = 12 * (std::abs(a % 5 - b % 5) + std::abs(a / 5 - b / 5));
                drive[a][b] = 6 + km / .8;
                nearest[a][b] = b;
            }
            for (int i = 1; i < AREAS; ++i)  // a stable sort: ties by number
                for (int j = i; j > 0 && drive[a][nearest[a][j]] < drive[a][nearest[a][j - 1]]; --j)
                    std::swap(nearest[a][j], nearest[a][j - 1]);
        }
    }
};

Figures force_year(const World& world, uint64_t seed) {
    Generator g(seed);
    const Lognormal handling(6, .8), spread(1, .3), scene[2] = {Lognormal(60, 1), Lognormal(75, 1)};
    Figures f;

    Heap<HANDLERS> handlers;
    Heap<UNITS> units;  // items are areas
    Queue<Caller> calls;
    Queue<Incident> waiting[2];
    int idle_handlers = HANDLERS, idle_units = UNITS, idle[AREAS];
    for (int& n : idle) n = UNITS_EACH;

    // Calls come by the unit-rate process of the hours' rates.
    int hour = 0;
    double hour_ends = 60, now = 0, next_call = 0;
    auto draw_next_call = [&] {
        double needed = exponential(g);
        while (needed > world.rate[hour] * (hour_ends - next_call)) {
            needed -= world.rate[hour] * (hour_ends - next_call);
            next_call = hour_ends;
            hour_ends += 60;
            hour = hour + 1 == HOURS_A_WEEK ? 0 : hour + 1;
        }
        next_call += needed / world.rate[hour];
    };
    auto answer = [&](double arrived) {
        const double wait = now - arrived;
        f.answered += 1;
        f.answer += wait;
        f.within += wait <= 20.0 / 60;
        return now + handling(g);
    };
    auto sent = [&](int from, int grade, const Incident& incident) {
        const double drive = world.drive[incident.area][from] * spread(g), wait = now - incident.arrived;
        f.incidents[grade] += 1;
        f.wait[grade] += wait;
        f.response[grade] += wait + drive;
        f.own += from == incident.area;
        return now + drive + scene[grade](g);
    };

    draw_next_call();
    for (;;) {
        const double finish = handlers.time[0], freed = units.time[0];
        if (freed <= finish && freed <= next_call) {
            now = freed;
            if (now >= END) break;
            const int area = units.item[0];
            const int grade = waiting[0].empty() ? 1 : 0;
            if (waiting[grade].empty()) {
                units.pop();
                ++idle[area];
                ++idle_units;
            } else {
                units.replace(sent(area, grade, waiting[grade].front()), area);
                waiting[grade].pop();
            }
        } else if (finish <= next_call) {
            now = finish;
            if (now >= END) break;
            while (!calls.empty() && calls.front().gives_up <= now) {
                f.abandoned += 1;
                calls.pop();
            }
            if (calls.empty()) {
                handlers.pop();
                ++idle_handlers;
            } else {
                handlers.replace(answer(calls.front().arrived), 0);
                calls.pop();
            }
            // Half of the calls that were answered become incidents.
            if (g.bits() >> 63) {
                const int grade = g.unit() < .3 ? 0 : 1;
                const double u = g.unit();
                int area = 0;
                while (world.cumulative[area] <= u) ++area;
                const Incident incident{now, area};
                if (idle_units == 0) {
                    waiting[grade].push(incident);
                } else {
                    const int* from = world.nearest[area];
                    while (idle[*from] == 0) ++from;
                    --idle[*from];
                    --idle_units;
                    units.push(sent(*from, grade, incident), *from);
                }
            }
        } else {
            now = next_call;
            if (now >= END) break;
            f.calls += 1;
            if (idle_handlers > 0) {
                --idle_handlers;
                handlers.push(answer(now), 0);
            } else {
                calls.push({now, now + 3 * exponential(g)});
            }
            draw_next_call();
        }
    }
    return f;
}

}  // namespace

int main(int argc, char** argv) {
    const int replications = argc > 1 ? std::atoi(argv[1]) : 1;
    const uint64_t seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
    const World world;
    std::printf("[");
    for (int i = 0; i < replications; ++i) {
        const std::clock_t began = std::clock();
        const Figures f = force_year(world, seed + i);
        const double seconds = double(std::clock() - began) / CLOCKS_PER_SEC;
        std::printf(
            "%s{\"seed\": %llu, \"calls\": %.0f, \"abandoned\": %.5f, \"answer_seconds\": %.5f, \"within_20s\": %.5f, "
            "\"grade_1_wait\": %.5f, \"grade_1_response\": %.5f, \"grade_2_wait\": %.5f, \"own_area\": %.5f, "
            "\"cpu_seconds\": %.5f}",
            i ? ",\n" : "", static_cast<unsigned long long>(seed + i), f.calls, 100 * f.abandoned / f.calls,
            60 * f.answer / f.answered, 100 * f.within / f.calls, f.wait[0] / f.incidents[0],
            f.response[0] / f.incidents[0], f.wait[1] / f.incidents[1],
            100 * f.own / (f.incidents[0] + f.incidents[1]), seconds);
    }
    std::printf("]\n");
}
